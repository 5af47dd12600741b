import * as z from 'zod'
import type { RouteOptions } from '../define-routes/route-options'
import { JSON_SCHEMA } from './json-schema'

/** The options of `route()` that are no functions. `input` is a JSON Schema instead of one of zod's. */
type DataOption = Exclude<keyof RouteOptions<z.ZodType, unknown, string>, 'authorize' | 'canRead' | 'onStored'>

const OPTIONS = {
  accept: z
    .array(z.string())
    .min(1)
    .describe('Media types such as image/jpeg, and families: image/*, audio/*, video/*, text/*, font/*, */*.'),
  maxSize: z.string().describe('Largest size of one file, such as 5MB. At most 5GB.'),
  minSize: z.string().optional().describe('Smallest size of one file. Default: one byte. 0KB allows empty files.'),
  maxFiles: z.number().optional().describe('Number of files in one call, 1 to 20. Default: 20.'),
  visibility: z.enum(['private', 'public']).optional().describe('Who may read the files. Default: private.'),
  keyPrefix: z.string().optional().describe('Folder of the keys. Default: the name of the route.'),
  bucket: z.string().optional().describe('Another bucket of OSS_BUCKETS, such as public. Default: OSS_BUCKET.'),
  input: JSON_SCHEMA.optional().describe('JSON Schema of what the page sends besides files. Default: nothing.'),
  metadata: z.record(z.string(), z.string()).optional().describe('Stored with each object as x-oss-meta-<name>.'),
  cacheControl: z.string().optional().describe('Cache-Control of the objects: public, max-age=31536000, immutable.'),
  contentDisposition: z
    .enum(['inline', 'attachment'])
    .optional()
    .describe('Default: inline for pictures, videos and sound, attachment for everything else.'),
  styles: z.record(z.string(), z.string()).optional().describe('OSS image styles: { small: "image/resize,w_200" }.'),
  thumbnail: z.string().optional().describe('The style of the thumbnailUrl of pictures.'),
  hooks: z.boolean().optional().describe('false: the hooks at HOOK_URL do not run for this route.'),
} satisfies Record<DataOption, z.ZodType>

/** One route of the file. */
export const FILE_ROUTE = z.strictObject(OPTIONS)

export type FileRoute = z.output<typeof FILE_ROUTE>

/** The routes file. Unknown keys are refused. */
export const ROUTES_FILE = z.strictObject({
  $schema: z.string().optional(),
  routes: z
    .record(z.string(), FILE_ROUTE)
    .refine((routes) => Object.keys(routes).length > 0, 'expected at least one route')
    .describe('The routes by name. Clients name them: uploader.upload(file, { route: "photo" }).'),
})

/** For editors, which complete and check the file with it. */
export const routesFileSchema = (): object => ({
  title: 'Routes of wx-oss-upload',
  ...z.toJSONSchema(ROUTES_FILE, { io: 'input' }),
})
