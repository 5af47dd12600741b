const ADVICE: readonly (readonly [RegExp, string])[] = [
  [/WRONGPASS|NOAUTH|invalid password|\bAUTH\b/, 'check the user and the password in LIMIT_STORE'],
  [/DB index|SELECT is not allowed/i, 'check the number of the database at the end of LIMIT_STORE'],
  [/READONLY/, 'LIMIT_STORE leads to a replica: give the address of the primary'],
  [/MOVED|CLUSTERDOWN|CROSSSLOT/, 'LIMIT_STORE leads to a node of a cluster: give the address of its proxy'],
  [/NOPERM/, 'the user in LIMIT_STORE needs the commands eval, evalsha, get, set, incrby, pttl and select'],
  [/OOM|MISCONF/, 'the store takes no more data: look at its memory and disk'],
  [/LOADING/, 'the store is still loading its data'],
  [/ENOTFOUND|EAI_AGAIN/, 'check the host name in LIMIT_STORE'],
  [
    /ECONNREFUSED|EHOSTUNREACH|ENETUNREACH/,
    'check the address and the port in LIMIT_STORE, and whether the store runs',
  ],
  [/certificate|self.signed|altnames|issuer/i, 'the certificate of the store is not trusted: see NODE_EXTRA_CA_CERTS'],
  [/SSL|TLS|wrong version number/i, 'check whether the store speaks TLS: rediss:// does, redis:// does not'],
  [
    /timed ?out|no answer/i,
    'the store is too slow: an answer must come within 200 ms, so it belongs into the same region',
  ],
  [/expected two numbers|Protocol error|Unknown RESP/i, 'check whether the address in LIMIT_STORE is one of Redis'],
]

/** What an operator should do about an error of the store. */
export function storeAdvice(error: unknown): string {
  const { code, message } = Object(error) as { code?: unknown; message?: unknown }
  const text = `${String(code ?? '')} ${String(message ?? error)}`
  return ADVICE.find(([pattern]) => pattern.test(text))?.[1] ?? 'look at the store'
}
