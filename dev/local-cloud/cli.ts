/**
 * npx oss-local [--port 9000] [--data .data] [--bucket local-bucket] [--link 20mbit,40ms] [--fault …] [--json] …
 * OSS and STS on this machine, for any program. It runs until Ctrl-C.
 */
import { type LocalCloud, NOT_FOR_PRODUCTION, parseFaultOption, startLocalCloud } from '.'
import { readFlags, UsageError } from './command/read-flags'
import { runCommand } from './command/run-command'
import { parseConditions } from './link'
import { isBucketName } from './oss/address'

const USAGE = `npx oss-local [--port 9000] [--data .data] [--bucket local-bucket] [--link 20mbit,40ms] [--fault …] [--json] …
  --port    port of OSS; STS takes the next one. Default 9000; 0: any free ports
  --data    folder that keeps the objects between runs. Default .local-cloud/data
  --other-bucket  a further bucket, with a port of its own: the next one after that of STS; may be repeated
  --link    the link to OSS: 20mbit (8mbit/2mbit: down and up), 40ms as ping shows it,
              1% of the connections are reset after 100 KB
  --fault   OPERATION:STATUS:CODE or OPERATION:KIND:NUMBER, then :SHARE% if not every request; may be repeated:
            PutObject:503:ServiceUnavailable:10%  UploadPart:reset-after:100000  *:delay:200  PostObject:lose-answer:5%
  --clock   seconds that the clock of OSS and STS is ahead; --clock=-960 is behind
  --extra-fields  lax (default): a form may have fields that its policy does not name, as official samples have, and
            capitals in field names do not matter. strict refuses both, as OSS does by another reading of its pages
  --json    one line: endpoint, stsEndpoint, adminUrl, region, bucket, roleArn,
            accessKeyId and accessKeySecret (may only assume the role),
            ossAccessKeyId and ossAccessKeySecret (may only use OSS, but all of it)
`

async function main(): Promise<void> {
  const { values } = readFlags({
    options: {
      port: { type: 'string', default: '9000' },
      data: { type: 'string', default: '.local-cloud/data' },
      bucket: { type: 'string', default: 'local-bucket' },
      'other-bucket': { type: 'string', multiple: true, default: [] },
      link: { type: 'string' },
      fault: { type: 'string', multiple: true, default: [] },
      clock: { type: 'string', default: '0' },
      'extra-fields': { type: 'string', default: 'lax' },
      json: { type: 'boolean' },
    },
  })
  const port = Number(values.port)
  if (!Number.isInteger(port) || port < 0 || port > 65_534)
    throw new UsageError(`--port: expected 0 to 65534, got ${values.port}`)
  const wrong = values['other-bucket'].find((name) => !isBucketName(name) || name === values.bucket)
  if (wrong !== undefined) throw new UsageError(`--other-bucket: expected the name of another bucket, got ${wrong}`)
  const seconds = Number(values.clock)
  if (!Number.isFinite(seconds)) throw new UsageError(`--clock: expected seconds, got ${values.clock}`)
  const extraFields = values['extra-fields']
  if (extraFields !== 'lax' && extraFields !== 'strict')
    throw new UsageError(`--extra-fields: expected lax or strict, got ${extraFields}`)
  const link = values.link === undefined ? undefined : read('link', () => parseConditions(values.link ?? ''))
  const faults = values.fault.map((text) => read('fault', () => parseFaultOption(text)))
  const cloud = await startLocalCloud({
    folder: values.data,
    bucket: values.bucket,
    ossPort: port,
    servicesPort: port && port + 1,
    otherBuckets: values['other-bucket'],
    otherPort: port && port + 2,
    extraFields,
    ...(link && { link }),
  })
  for (const fault of faults) cloud.faults.inject(...fault)
  cloud.faults.clockShift = seconds * 1000
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void cloud.close())
  console.log(values.json ? JSON.stringify(factsOf(cloud)) : greeting(cloud))
}

function read<Value>(flag: string, parse: () => Value): Value {
  try {
    return parse()
  } catch (error) {
    throw new UsageError(`--${flag}: ${error instanceof Error ? error.message : error}`)
  }
}

const factsOf = ({ ossUrl, otherUrls, link, stsUrl, adminUrl, region, bucket, account, ossUser }: LocalCloud) => ({
  endpoint: link?.url ?? ossUrl,
  stsEndpoint: stsUrl,
  adminUrl,
  region,
  bucket,
  ...(Object.keys(otherUrls).length > 0 && { otherEndpoints: otherUrls }),
  ...account,
  ossAccessKeyId: ossUser.accessKeyId,
  ossAccessKeySecret: ossUser.accessKeySecret,
})

function greeting(cloud: LocalCloud): string {
  const lines = Object.entries(factsOf(cloud)).map(
    ([name, value]) => `  ${name.padEnd(20)}${typeof value === 'string' ? value : JSON.stringify(value)}`,
  )
  return `\n${lines.join('\n')}
\naccessKeyId 只能扮演角色，ossAccessKeyId 可以使用 OSS / accessKeyId may only assume the role, ossAccessKeyId may use OSS.
\n管理页面 / Admin page: ${cloud.adminUrl}\n${NOT_FOR_PRODUCTION}\nCtrl-C 停止 stops.`
}

await runCommand(USAGE, main)
