/** `Authorization: Bearer <token>` → the token, if it is of a sane shape and length. */
export const bearerToken = (request: Request): string | undefined =>
  /^Bearer ([\w.~+/=-]{1,4096})$/i.exec(request.headers.get('authorization') ?? '')?.[1]
