-- Carriers round every side up to a whole inch: to them the suite's largest box had 33 × 25 × 21, just over ten cubic feet, and was billed 90 pounds
-- and a fee for large parcels even when it was light. A box of an operator's own under this code stays as it is.
update carton_type
set inner_length_mm = 798, inner_width_mm = 594, inner_height_mm = 492, outer_length_mm = 812, outer_width_mm = 608, outer_height_mm = 508
where code = 'BOX-XXL'
and (inner_length_mm, inner_width_mm, inner_height_mm) = (800, 600, 500)
and (outer_length_mm, outer_width_mm, outer_height_mm) = (814, 614, 516);
