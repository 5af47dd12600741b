import type { ErrorClient, Rows } from './error-client'

const link = ({ send }: ErrorClient, key: string, target?: string) =>
  send(
    {
      method: 'PUT',
      key,
      query: { symlink: '' },
      headers: target === undefined ? {} : { 'x-oss-symlink-target': target },
    },
    '',
  )

/** Errors of symlinks. */
export const SYMLINK_ROWS: Rows = {
  '400 MissingArgument -: a symlink to nothing': (client) => link(client, 'l'),
  '404 SymlinkTargetNotExist 0026-00000012: a symlink whose target is not there': async (client) => {
    await link(client, 'l', 'none')
    return client.send({ key: 'l' }, '')
  },
  '400 InvalidTargetType -: a symlink to a symlink': async (client) => {
    await link(client, 'l', 'none')
    await link(client, 'm', 'l')
    return client.send({ key: 'm' }, '')
  },
  '400 NotSymlink 0043-00000101: an object that is no symlink': async ({ put, send }) => {
    await put()
    return send({ key: 'a', query: { symlink: '' } }, '')
  },
}
