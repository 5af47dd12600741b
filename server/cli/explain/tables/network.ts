import { commandHere } from '../../terminal/command-here'
import { type Entry, entry } from './entry'

const certificate = (code: string, zh: string, en: string): Entry =>
  entry(
    code,
    `证书不被信任：${zh}。`,
    `The certificate is not trusted: ${en}.`,
    `换成有效的证书，并包含完整的中间证书（${commandHere('doctor --only certificate')} 会检查）；只有个别设备如此时，检查它的系统时间与代理软件。微信与 OSS 回调同样不接受这样的证书。`,
    `Install a valid one with all its intermediates (${commandHere('doctor --only certificate')} checks it). If only a few devices report it, check their clock and proxy apps. WeChat and the callbacks of OSS refuse it as well.`,
  )

const RETRY = '上传库会自动退避重试。使用 ali-oss 时调大 timeout（默认 60 秒）、减小 partSize 与 parallel。'
const RETRY_EN =
  'This library backs off and retries. With ali-oss raise timeout (60 s by default), and lower partSize and parallel.'

const doubled = (phrase: string, zh: string, en: string): Entry => ({
  ...entry(
    'ENOTFOUND',
    `域名写错了：${zh}，所以无法解析。`,
    `The host name is wrong: ${en}, so it does not resolve.`,
    '地域只写 cn-hangzhou（本库的 OSS_REGION）或 oss-cn-hangzhou（ali-oss 的 region），不要再加前缀或域名。',
    'Write the region as cn-hangzhou (OSS_REGION here) or oss-cn-hangzhou (region of ali-oss), without another prefix or a domain.',
  ),
  phrase,
})

/** Errors of connections, by Node’s codes, whatever program wrote them. https://nodejs.org/api/errors.html#common-system-errors */
export const NETWORK: readonly Entry[] = [
  entry(
    'NoCredentials',
    '没有找到访问凭证：环境变量、实例的 RAM 角色、OIDC 都没有。',
    'No credentials were found: neither in the environment, nor from a RAM role of the instance, nor from OIDC.',
    '设置 ALIBABA_CLOUD_ACCESS_KEY_ID 与 _SECRET；在 ECS、函数计算上，请给实例授予可以扮演 STS_ROLE_ARN 的 RAM 角色。',
    'Set ALIBABA_CLOUD_ACCESS_KEY_ID and _SECRET. On ECS or Function Compute, give the instance a RAM role that may assume STS_ROLE_ARN.',
  ),
  doubled('oss-oss-', '地域前面有两个 oss-', 'it has oss- twice before the region'),
  doubled('aliyuncs.com.aliyuncs.com', '域名的后缀写了两次', 'its ending is there twice'),
  entry(
    'ENOTFOUND',
    '无法解析域名。',
    'The host name does not resolve.',
    '检查域名（OSS_REGION、OSS_DOMAIN、PUBLIC_URL）与 DNS；只有个别手机如此时，是那台手机的网络。',
    'Check the name (OSS_REGION, OSS_DOMAIN, PUBLIC_URL) and DNS. If only a few phones report it, it is their network.',
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
    '连接超时：在时限内没有建立连接。',
    'The connection timed out: it was not established in time.',
    `检查网络、安全组、防火墙；内网地址（-internal）只能在阿里云内使用。${RETRY}`,
    `Check network, security group and firewall; internal endpoints (-internal) only work inside Alibaba Cloud. ${RETRY_EN}`,
  ),
  entry(
    'TimeoutError',
    '没有在时限内响应：网络太慢，或一次发送的数据太多。',
    'There was no answer in time: the network is slow, or too much was sent at once.',
    `换个网络重试，检查防火墙。${RETRY}`,
    `Try another network, and check firewalls. ${RETRY_EN}`,
  ),
  entry(
    'EHOSTUNREACH',
    '网络不可达。',
    'The host cannot be reached.',
    '检查路由；内网地址只能在阿里云内使用。',
    'Check the routes; internal endpoints only work inside Alibaba Cloud.',
  ),
  entry(
    'ENETUNREACH',
    '设备没有网络。',
    'The device has no network.',
    '检查网络连接；容器与函数计算还要检查是否允许访问公网。',
    'Check its connection; for a container or a function, check that it may reach the internet.',
  ),
  entry(
    'EPIPE',
    '对方在数据发完之前断开了连接。',
    'The other side closed the connection before all data was sent.',
    '重试；检查代理的请求体上限。',
    'Try again; check the body limit of proxies.',
  ),
  entry(
    'EPROTO',
    'TLS 握手失败：双方没有共同的 TLS 版本或加密套件，连接在握手时断开，或证书链不完整。',
    'The TLS handshake failed: the two sides share no TLS version or cipher, the connection broke during it, or the certificate lacks its chain.',
    `服务器要支持 TLS 1.2 并返回完整的证书链（${commandHere('doctor --only certificate')} 会检查）；偶尔出现时是网络中断，重试即可。`,
    `The server must offer TLS 1.2 and send its whole chain (${commandHere('doctor --only certificate')} checks it). If it happens rarely, the network broke: try again.`,
  ),
  entry(
    'WRONG_VERSION_NUMBER',
    '协议不一致：用 HTTPS 访问了 HTTP 端口，或相反。',
    'The schemes differ: HTTPS was used with a port for HTTP, or the reverse.',
    '检查地址里的 http:// 与 https://、端口，以及代理的地址。',
    'Check http:// and https:// in the URL, the port, and the address of the proxy.',
  ),
  entry(
    'PROXY',
    '无法通过代理连接。',
    'The proxy did not connect.',
    '检查 HTTP_PROXY、HTTPS_PROXY 与 NO_PROXY，或系统的代理设置。',
    'Check HTTP_PROXY, HTTPS_PROXY and NO_PROXY, or the proxy settings of the system.',
  ),
  entry(
    'EADDRINUSE',
    '端口已被占用。',
    'The port is already in use.',
    '停止占用它的程序，或换一个端口（PORT）。',
    'Stop the program that uses it, or set another port (PORT).',
  ),
  entry(
    'EMFILE',
    '打开的文件或连接过多。',
    'Too many files or connections are open.',
    '调高上限（ulimit -n），并检查是否有连接没有关闭。',
    'Raise the limit (ulimit -n), and look for connections that are not closed.',
  ),
  entry(
    'ENOENT',
    '文件或目录不存在。',
    'There is no such file or folder.',
    '检查错误信息里的路径；相对路径从当前目录算起。',
    'Check the path in the message; a relative one starts at the current folder.',
  ),
  entry(
    'EACCES',
    '没有访问这个文件或端口的权限。',
    'The file or port may not be used.',
    '检查文件的所有者与权限；1024 以下的端口需要 root。',
    'Check the owner and mode of the file; ports below 1024 need root.',
  ),
  entry('ENOSPC', '磁盘已满。', 'The disk is full.', '清理磁盘。', 'Free some space.'),
  entry(
    'ERR_INVALID_URL',
    '地址不是合法的 URL。',
    'The address is not a valid URL.',
    '写成 https://主机名；检查变量是否为空。',
    'Write https://host; check whether the variable is empty.',
  ),
  certificate(
    'CERT_UNTRUSTED',
    '已过期、域名不符、自签名，或证书链不完整',
    'it has expired, is for another host name, is self-signed, or lacks its chain',
  ),
  certificate('CERT_HAS_EXPIRED', '已过期', 'it has expired'),
  certificate('CERT_NOT_YET_VALID', '尚未生效', 'it is not yet valid'),
  certificate('ERR_TLS_CERT_ALTNAME_INVALID', '域名不符', 'it is for another host name'),
  certificate('DEPTH_ZERO_SELF_SIGNED_CERT', '自签名', 'it is self-signed'),
  certificate('SELF_SIGNED_CERT_IN_CHAIN', '证书链里有自签名证书', 'its chain has a self-signed certificate'),
  certificate('UNABLE_TO_VERIFY_LEAF_SIGNATURE', '证书链不完整', 'its chain is incomplete'),
  certificate('UNABLE_TO_GET_ISSUER_CERT_LOCALLY', '证书链不完整', 'its chain is incomplete'),
]
