# Where consumers connect before they go live: as production, smaller.
environment         = "int"
cidr_block          = "10.42.0.0/20"
log_retention_days  = 365
tasks               = { min = 2, max = 6 }
allow_exec          = false
deletion_protection = true
