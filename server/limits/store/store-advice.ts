const ADDRESS = 'check the address and the port in LIMIT_STORE'

const TLS = 'check whether it speaks TLS: rediss:// in LIMIT_STORE does, redis:// does not'

/** The first pattern that fits decides. */
const ADVICE: readonly (readonly [RegExp, string])[] = [
  [/WRONGPASS|NOAUTH|invalid password|\bAUTH\b/, 'check the user and the password in LIMIT_STORE'],
  [/DB index|SELECT is not allowed/i, 'check the number of the database at the end of LIMIT_STORE'],
  [/READONLY/, 'LIMIT_STORE leads to a replica: give the address of the primary'],
  [
    /MOVED|\bASK \d|TRYAGAIN|CLUSTERDOWN|CROSSSLOT/,
    'LIMIT_STORE leads to a node of a cluster: give the address of its proxy',
  ],
  [
    /NOPERM|unknown command/i,
    'the user in LIMIT_STORE, and a proxy before the store, must allow eval, evalsha, get, set, incrby, pttl and select',
  ],
  [/OOM|MISCONF/, 'the store takes no more data: look at its memory and disk'],
  [/number of clients/i, 'the store takes no more connections: look at its maxclients'],
  [/LOADING/, 'the store is still loading its data'],
  [/BUSY|MASTERDOWN|NOREPLICAS|DENIED|WRONGTYPE/, 'the store refuses to count: its reason stands beside this line'],
  [/ENOTFOUND|EAI_AGAIN/, 'check the host name in LIMIT_STORE'],
  [/ECONNREFUSED|EHOSTUNREACH|ENETUNREACH/, `${ADDRESS}, and whether the store runs`],
  // Redis without TLS waits for the end of a line that never comes, and a firewall answers nothing at all.
  [
    /connect ETIMEDOUT/,
    `${ADDRESS}, whether a firewall or whitelist lets this machine in, and whether the store speaks TLS`,
  ],
  [
    /certificate required|handshake failure/i,
    'the store asks its clients for a certificate, and this backend has none',
  ],
  [
    /certificate has expired|not yet valid/i,
    'the certificate of the store is not valid now: renew it, or set the clock',
  ],
  [/altnames/i, 'the certificate of the store has other names: LIMIT_STORE must have one of them as its host'],
  [/certificate|self.signed|issuer/i, 'the certificate of the store is not trusted: see NODE_EXTRA_CA_CERTS'],
  [/SSL|TLS|wrong version number/i, TLS],
  [/no answer/i, 'the store is too slow: an answer must come within 200 ms, so it belongs into the same region'],
  [
    /expected two numbers|not iterable|Protocol error|Unknown RESP/i,
    'check whether the address in LIMIT_STORE is one of Redis',
  ],
  // Redis with TLS resets a connection that begins without it.
  [/ECONNRESET|EPIPE|ETIMEDOUT|closed/i, `the store ends the connection: look whether it runs, and ${TLS}`],
]

/** What an operator should do about an error of the store. */
export function storeAdvice(error: unknown): string {
  const { code, message } = Object(error) as { code?: unknown; message?: unknown }
  const text = `${String(code ?? '')} ${String(message ?? error)}`
  return ADVICE.find(([pattern]) => pattern.test(text))?.[1] ?? 'see the reason, which the store gave'
}
