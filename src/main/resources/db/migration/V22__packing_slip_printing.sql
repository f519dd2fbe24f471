-- Documents print too: PDF to port 9100 or by IPP, to a printer that takes paper instead of labels.
alter table printer drop constraint printer_kind_check;
alter table printer add constraint printer_kind_check check (kind in ('RAW_9100', 'IPP', 'SIMULATED'));
alter table printer drop constraint printer_media_check;
alter table printer add constraint printer_media_check check (media in ('LABEL_4X6', 'DOCUMENT'));
alter table printer add column path text not null default '/ipp/print' check (path ~ '^/[!-~]*$' and length(path) <= 200);
alter table printer add constraint printer_ipp_takes_documents check (kind <> 'IPP' or media = 'DOCUMENT');

alter table station add column document_printer_id uuid references printer;

-- A label is its ZPL; a document is a stored PDF.
alter table print_job add column media text not null default 'LABEL_4X6' check (media in ('LABEL_4X6', 'DOCUMENT'));
alter table print_job add column file_id uuid references stored_file;
alter table print_job add constraint print_job_has_content check ((media = 'DOCUMENT') = (file_id is not null));

alter table simulated_page add column pdf bytea;
alter table simulated_page add constraint simulated_page_is_one_thing check ((zpl = '') = (pdf is not null));

-- Where a merchant's parcels need no paper. No row: they get it wherever a document printer stands.
create table slip_setting (
  merchant_id uuid not null references merchant,
  warehouse_id uuid not null references warehouse,
  prints boolean not null,
  primary key (merchant_id, warehouse_id)
);
call protect('slip_setting');
