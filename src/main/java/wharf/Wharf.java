package wharf;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.FullyQualifiedAnnotationBeanNameGenerator;

/** Starts one node of Wharf. Beans are named by their full class name, so that modules need not know each other's words. */
@SpringBootApplication(nameGenerator = FullyQualifiedAnnotationBeanNameGenerator.class)
public class Wharf {
    public static void main(String[] args) {
        SpringApplication.run(Wharf.class, args);
    }
}
