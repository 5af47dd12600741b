import { dirname, join, relative } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'

/** What one folder of the library contributes to a script. */
export interface Room {
  /** Relative to `miniprogram/uploader`; `.` are the files beside the folders. */
  name: string
  /** The folder's share of the gzipped script, by its share of the minified one, KB. */
  kb: number
}

/** The scripts whose weight the library states, by their sources below `miniprogram/uploader`. */
export const HEAVY: Readonly<Record<string, string>> = {
  form: 'form/index.ts',
  'index, Chinese with hints': 'wx/index.ts',
  'browser, the script that loads later': 'browser/lazy/engine-script.ts',
}

/** Says what a script consists of, the heaviest folder first. */
export async function roomsOf(root: string, entry: string): Promise<Room[]> {
  const uploader = join(root, 'miniprogram/uploader')
  const { metafile, outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: [join(uploader, entry)],
    bundle: true,
    minify: true,
    write: false,
    metafile: true,
    outdir: root,
    format: 'esm',
    platform: 'neutral',
    target: 'es2018',
    charset: 'utf8',
  })
  const [script] = outputFiles
  const [output] = Object.values(metafile.outputs)
  if (!script || !output) throw new Error(`${entry}: esbuild wrote no script`)
  const kbPerByte = gzipSync(script.contents, { level: 9 }).length / 1024 / output.bytes
  const bytes = new Map<string, number>()
  for (const [path, { bytesInOutput }] of Object.entries(output.inputs)) {
    const name = relative(uploader, dirname(join(root, path))).replace(/\\/g, '/') || '.'
    bytes.set(name, (bytes.get(name) ?? 0) + bytesInOutput)
  }
  return [...bytes].map(([name, count]) => ({ name, kb: count * kbPerByte })).sort((a, b) => b.kb - a.kb)
}

/** One line: `form: core/backend 3.98, wx 1.70 …` KB */
export const roomsLine = (name: string, rooms: readonly Room[]): string =>
  `${name}: ${rooms.map((room) => `${room.name} ${room.kb.toFixed(2)}`).join(', ')} KB`
