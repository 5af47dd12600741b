import { type Entry, entry } from '../entry'

const certificate = (code: string, zh: string, en: string): Entry =>
  entry(
    code,
    `证书不被信任：${zh}。`,
    `The certificate is not trusted: ${en}.`,
    '换有效的证书，并带上完整的中间证书。微信与 OSS 回调同样不接受它。',
    'Install a valid one with all its intermediates. WeChat and OSS’s callbacks refuse it as well.',
  )

/** What Node says of a connection from this machine. https://nodejs.org/api/errors.html#common-system-errors */
export const NETWORK: readonly Entry[] = [
  entry(
    'NoCredentials',
    '这里没有任何密钥：环境变量、实例的 RAM 角色、OIDC 都没有。',
    'There is no key here: neither in the environment, nor by a RAM role of the instance, nor by OIDC.',
    '设置 ALIBABA_CLOUD_ACCESS_KEY_ID 与 _SECRET；在 ECS、函数计算上给实例一个可以扮演那个角色的 RAM 角色。',
    'Set ALIBABA_CLOUD_ACCESS_KEY_ID and _SECRET; on ECS or Function Compute give the instance a RAM role that may assume the other.',
  ),
  entry(
    'ENOTFOUND',
    '域名解析不到。',
    'The host name does not resolve.',
    '核对域名（OSS_REGION、OSS_DOMAIN、PUBLIC_URL），检查 DNS。',
    'Check the name (OSS_REGION, OSS_DOMAIN, PUBLIC_URL) and DNS.',
  ),
  entry(
    'EAI_AGAIN',
    'DNS 暂时没有应答。',
    'DNS does not answer for now.',
    '检查这台机器的网络与 DNS。',
    'Check this machine’s network and DNS.',
  ),
  entry(
    'ECONNREFUSED',
    '那个地址没有程序在监听。',
    'Nobody listens at that address.',
    '启动它，或检查端口与防火墙。',
    'Start it, or check port and firewall.',
  ),
  entry(
    'ECONNRESET',
    '连接被对方或中间设备断开。',
    'The connection was cut by the other side or in between.',
    '重试；检查代理与防火墙。',
    'Try again; check proxies and firewalls.',
  ),
  entry(
    'ETIMEDOUT',
    '连接超时。',
    'The connection timed out.',
    '检查网络、安全组、防火墙。',
    'Check network, security group and firewall.',
  ),
  entry(
    'TimeoutError',
    '没有在时限内应答。',
    'There was no answer in time.',
    '检查网络、安全组、防火墙。',
    'Check network, security group and firewall.',
  ),
  entry(
    'EHOSTUNREACH',
    '网络不可达。',
    'The host cannot be reached.',
    '检查路由；内网地址只能在阿里云内使用。',
    'Check routing; internal endpoints work inside Alibaba Cloud only.',
  ),
  certificate('CERT_HAS_EXPIRED', '已过期', 'expired'),
  certificate('CERT_NOT_YET_VALID', '尚未生效', 'not yet valid'),
  certificate('ERR_TLS_CERT_ALTNAME_INVALID', '域名不符', 'of another name'),
  certificate('DEPTH_ZERO_SELF_SIGNED_CERT', '自签名', 'self-signed'),
  certificate('SELF_SIGNED_CERT_IN_CHAIN', '证书链里有自签名证书', 'a self-signed one in its chain'),
  certificate('UNABLE_TO_VERIFY_LEAF_SIGNATURE', '证书链不完整', 'incomplete chain'),
  certificate('UNABLE_TO_GET_ISSUER_CERT_LOCALLY', '证书链不完整', 'incomplete chain'),
]
