/** `Authorization: Bearer <token>` → the token, if its characters and its length are valid. */
export const bearerToken = (request: Request): string | undefined =>
  /^Bearer ([\w.~+/=-]{1,4096})$/i.exec(request.headers.get('authorization') ?? '')?.[1]
