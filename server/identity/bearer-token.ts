/** `Authorization: Bearer <token>` → the token, if its characters are valid and it has at most 16 KB: some issuers put all roles into it. */
export const bearerToken = (request: Request): string | undefined =>
  /^Bearer ([\w.~+/=-]{1,16384})$/i.exec(request.headers.get('authorization') ?? '')?.[1]
