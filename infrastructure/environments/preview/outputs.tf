output "url" {
  description = "Where the preview is called; the pipeline puts it into a comment."
  value       = module.gateway.url
}
