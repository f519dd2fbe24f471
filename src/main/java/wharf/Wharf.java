package wharf;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts one node of Wharf. */
@SpringBootApplication
public class Wharf {
    public static void main(String[] args) {
        SpringApplication.run(Wharf.class, args);
    }
}
