module firstbad

go 1.19
