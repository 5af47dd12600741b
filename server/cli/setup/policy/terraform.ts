import { type PolicyOptions, policyDocument, roleNameOf } from './documents'

/**
 * Resources for the provider `aliyun/alicloud`. HCL accepts JSON objects.
 * https://registry.terraform.io/providers/aliyun/alicloud
 */
export const terraform = (options: PolicyOptions): string => {
  const json = (name: Parameters<typeof policyDocument>[0]): string =>
    JSON.stringify(policyDocument(name, options), null, 2).replaceAll('\n', '\n  ')
  const role = roleNameOf(options.roleArn)
  return `resource "alicloud_ram_role" "uploader" {
  role_name                   = "${role}"
  assume_role_policy_document = jsonencode(${json('trust')})
}

resource "alicloud_ram_policy" "uploader" {
  policy_name     = "${role}-objects"
  policy_document = jsonencode(${json('role')})
}

resource "alicloud_ram_role_policy_attachment" "uploader" {
  role_name   = alicloud_ram_role.uploader.role_name
  policy_name = alicloud_ram_policy.uploader.policy_name
  policy_type = "Custom"
}

resource "alicloud_ram_user" "signer" {
  name = "${role}-signer"
}

resource "alicloud_ram_policy" "signer" {
  policy_name     = "${role}-assume"
  policy_document = jsonencode(${json('user')})
}

resource "alicloud_ram_user_policy_attachment" "signer" {
  user_name   = alicloud_ram_user.signer.name
  policy_name = alicloud_ram_policy.signer.policy_name
  policy_type = "Custom"
}
`
}
