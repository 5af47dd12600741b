import { type Entry, entry } from './entry'

const certificate = (code: string, zh: string, en: string): Entry =>
  entry(
    code,
    `证书不被信任：${zh}。`,
    `The certificate is not trusted: ${en}.`,
    '换成有效的证书，并包含完整的中间证书。微信与 OSS 回调同样不接受这样的证书。',
    'Install a valid one with all its intermediates. WeChat and the callbacks of OSS refuse it as well.',
  )

/** Errors of connections from this machine, by Node’s codes. https://nodejs.org/api/errors.html#common-system-errors */
export const NETWORK: readonly Entry[] = [
  entry(
    'NoCredentials',
    '没有找到访问凭证：环境变量、实例的 RAM 角色、OIDC 都没有。',
    'No credentials were found: neither in the environment, nor from a RAM role of the instance, nor from OIDC.',
    '设置 ALIBABA_CLOUD_ACCESS_KEY_ID 与 _SECRET；在 ECS、函数计算上，请给实例授予可以扮演 STS_ROLE_ARN 的 RAM 角色。',
    'Set ALIBABA_CLOUD_ACCESS_KEY_ID and _SECRET. On ECS or Function Compute, give the instance a RAM role that may assume STS_ROLE_ARN.',
  ),
  entry(
    'ENOTFOUND',
    '无法解析域名。',
    'The host name does not resolve.',
    '检查域名（OSS_REGION、OSS_DOMAIN、PUBLIC_URL）与 DNS。',
    'Check the name (OSS_REGION, OSS_DOMAIN, PUBLIC_URL) and DNS.',
  ),
  entry(
    'EAI_AGAIN',
    'DNS 暂时没有响应。',
    'DNS is temporarily not answering.',
    '检查本机的网络与 DNS。',
    'Check the network and DNS of this machine.',
  ),
  entry(
    'ECONNREFUSED',
    '连接被拒绝：这个地址没有程序在监听。',
    'The connection was refused: no program listens at this address.',
    '启动服务，或检查端口与防火墙。',
    'Start the server, or check its port and the firewall.',
  ),
  entry(
    'ECONNRESET',
    '连接被对方或中间设备断开。',
    'The other side, or a device in between, closed the connection.',
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
    '没有在时限内响应。',
    'There was no answer in time.',
    '检查网络、安全组、防火墙。',
    'Check network, security group and firewall.',
  ),
  entry(
    'EHOSTUNREACH',
    '网络不可达。',
    'The host cannot be reached.',
    '检查路由；内网地址只能在阿里云内使用。',
    'Check the routes; internal endpoints only work inside Alibaba Cloud.',
  ),
  certificate('CERT_HAS_EXPIRED', '已过期', 'it has expired'),
  certificate('CERT_NOT_YET_VALID', '尚未生效', 'it is not yet valid'),
  certificate('ERR_TLS_CERT_ALTNAME_INVALID', '域名不符', 'it is for another host name'),
  certificate('DEPTH_ZERO_SELF_SIGNED_CERT', '自签名', 'it is self-signed'),
  certificate('SELF_SIGNED_CERT_IN_CHAIN', '证书链里有自签名证书', 'its chain has a self-signed certificate'),
  certificate('UNABLE_TO_VERIFY_LEAF_SIGNATURE', '证书链不完整', 'its chain is incomplete'),
  certificate('UNABLE_TO_GET_ISSUER_CERT_LOCALLY', '证书链不完整', 'its chain is incomplete'),
]
