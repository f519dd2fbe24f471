-- Where a mail's reader ends mails of its kind with one press (RFC 8058); null for mails about an order's own course.
alter table message add column unsubscribe text check (unsubscribe !~ '[[:cntrl:]]');
