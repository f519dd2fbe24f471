-- What asked for a piece of work, as "trace-span" in hexadecimal, where somebody watches it: its step goes on in the same trace.
alter table work add column trace text;
