/**
 * Reasons for a failed connection, by their names in Chromium's network stack, with the message of each client.
 * Codes: https://source.chromium.org/chromium/chromium/src/+/main:net/base/net_error_list.h
 * iOS messages are NSURLError's in Chinese, Android's are java.net's; `{host}` is the server's name.
 */
export const NET_ERRORS = {
  ERR_FAILED: { code: -2, ios: '发生了未知错误。', android: 'unexpected end of stream' },
  ERR_CONNECTION_RESET: { code: -101, ios: '网络连接已中断。', android: 'Software caused connection abort' },
  ERR_CONNECTION_REFUSED: { code: -102, ios: '未能连接到服务器。', android: 'Failed to connect to {host}' },
  ERR_NAME_NOT_RESOLVED: {
    code: -105,
    ios: '未能找到使用指定主机名的服务器。',
    android: 'Unable to resolve host "{host}": No address associated with hostname',
  },
  ERR_INTERNET_DISCONNECTED: {
    code: -106,
    ios: '似乎已断开与互联网的连接。',
    android: 'Unable to resolve host "{host}": No address associated with hostname',
  },
  ERR_SSL_PROTOCOL_ERROR: {
    code: -107,
    ios: '发生了SSL错误，无法建立与该服务器的安全连接。',
    android: 'javax.net.ssl.SSLHandshakeException: Handshake failed',
  },
  ERR_ADDRESS_UNREACHABLE: { code: -109, ios: '未能连接到服务器。', android: 'Network is unreachable' },
  ERR_CERT_COMMON_NAME_INVALID: {
    code: -200,
    ios: '此服务器的证书无效。您可能正在连接到一个伪装成“{host}”的服务器，这会威胁到您的机密信息的安全。',
    android: 'javax.net.ssl.SSLPeerUnverifiedException: Hostname {host} not verified',
  },
  ERR_CERT_DATE_INVALID: {
    code: -201,
    ios: '此服务器的证书无效。您可能正在连接到一个伪装成“{host}”的服务器，这会威胁到您的机密信息的安全。',
    android: 'javax.net.ssl.SSLHandshakeException: Chain validation failed',
  },
  ERR_CERT_AUTHORITY_INVALID: {
    code: -202,
    ios: '此服务器的证书无效。您可能正在连接到一个伪装成“{host}”的服务器，这会威胁到您的机密信息的安全。',
    android:
      'javax.net.ssl.SSLHandshakeException: java.security.cert.CertPathValidatorException: Trust anchor for certification path not found.',
  },
  ERR_INVALID_HTTP_RESPONSE: { code: -370, ios: '无法解析响应。', android: 'Unexpected status line' },
} as const

export type NetError = keyof typeof NET_ERRORS

const BY_NODE_CODE: Record<string, NetError> = {
  ECONNRESET: 'ERR_CONNECTION_RESET',
  EPIPE: 'ERR_CONNECTION_RESET',
  ECONNREFUSED: 'ERR_CONNECTION_REFUSED',
  ENOTFOUND: 'ERR_NAME_NOT_RESOLVED',
  EAI_AGAIN: 'ERR_NAME_NOT_RESOLVED',
  ENETUNREACH: 'ERR_ADDRESS_UNREACHABLE',
  EHOSTUNREACH: 'ERR_ADDRESS_UNREACHABLE',
  EPROTO: 'ERR_SSL_PROTOCOL_ERROR',
  ERR_TLS_CERT_ALTNAME_INVALID: 'ERR_CERT_COMMON_NAME_INVALID',
  CERT_HAS_EXPIRED: 'ERR_CERT_DATE_INVALID',
  CERT_NOT_YET_VALID: 'ERR_CERT_DATE_INVALID',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'ERR_CERT_AUTHORITY_INVALID',
  SELF_SIGNED_CERT_IN_CHAIN: 'ERR_CERT_AUTHORITY_INVALID',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'ERR_CERT_AUTHORITY_INVALID',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'ERR_CERT_AUTHORITY_INVALID',
}

/** The reason for an error of `node:http` or `node:https`. */
export function netErrorOf(error: { code?: string }): NetError {
  const code = error.code ?? ''
  if (code.startsWith('ERR_SSL_')) return 'ERR_SSL_PROTOCOL_ERROR'
  if (code.startsWith('HPE_')) return 'ERR_INVALID_HTTP_RESPONSE'
  return BY_NODE_CODE[code] ?? 'ERR_FAILED'
}
