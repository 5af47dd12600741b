variable "account_id" {
  description = "Id of the Alibaba Cloud account. 阿里云账号 ID。"
  type        = string
}

variable "region" {
  description = "OSS_REGION, such as cn-hangzhou."
  type        = string
}

variable "bucket" {
  description = "OSS_BUCKET."
  type        = string
}

variable "prefix" {
  description = "OSS_PREFIX."
  type        = string
  default     = "uploads"
}

variable "role" {
  description = "Name of the role that signs. 签名使用的角色的名称。"
  type        = string
  default     = "wx-oss-upload"
}

variable "domain" {
  description = "Custom domain of the bucket, with ICP filing. 存储空间的自定义域名，需要 ICP 备案。"
  type        = string
  default     = ""
}

variable "bind_domain" {
  description = "True once the TXT record is there. TXT 记录生效后设为 true。"
  type        = bool
  default     = false
}

variable "cors_origins" {
  description = "Origins of web pages that upload. 上传文件的网页的来源。"
  type        = list(string)
  default     = []
}

# What the backend's environment needs. 后端的环境变量。
output "environment" {
  value = {
    OSS_BUCKET   = var.bucket
    OSS_REGION   = var.region
    OSS_PREFIX   = var.prefix
    OSS_DOMAIN   = var.bind_domain ? "https://${var.domain}" : ""
    STS_ROLE_ARN = "acs:ram::${var.account_id}:role/${var.role}"
  }
}

output "dns_token" {
  value = one(alicloud_oss_bucket_cname_token.uploads[*].token)
}
