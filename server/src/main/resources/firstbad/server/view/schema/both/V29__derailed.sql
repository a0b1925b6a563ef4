-- Bisections that derailed, newest first, among any number that did not.
CREATE INDEX bisections_derailed ON bisections (last_line_at, id) WHERE derailed = 1;
