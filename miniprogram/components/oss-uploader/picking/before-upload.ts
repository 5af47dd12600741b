import { type PickedFile, UploadError } from '../../../uploader/wx/index'

/**
 * What an app says of one picked file, before it enters the list.
 * `false`, or `{ refuse }` with words for the user: left out, and the others are taken all the same.
 * `{ name }`: renamed. `{ path, size? }`: another file in its place. Nothing, or `true`: as it is.
 */
export type Verdict = boolean | null | undefined | { refuse: string } | Partial<PickedFile>

/**
 * Given as `before-upload`. A plain function, which may return a promise: an `async` one that no compiler has rewritten
 * arrives as null, because WeChat's templates hand on only what `Function` made.
 */
// biome-ignore lint/suspicious/noConfusingVoidType: a function that returns nothing lets the file pass
export type BeforeUpload = (file: PickedFile) => Verdict | void | Promise<Verdict | void>

/** The file to take, or why it is refused: words for the user, or ''. */
export type Judged = { file: PickedFile } | { refusal: string }

/** Rejects with an `UploadError` when the app's function throws. */
export async function judge(file: PickedFile, beforeUpload: BeforeUpload | null): Promise<Judged> {
  if (!beforeUpload) return { file }
  const verdict = await ask(beforeUpload, file)
  if (verdict === false) return { refusal: '' }
  if (!verdict || verdict === true) return { file }
  if ('refuse' in verdict) return { refusal: verdict.refuse }
  return { file: changed(file, verdict) }
}

async function ask(beforeUpload: BeforeUpload, file: PickedFile): Promise<Verdict> {
  try {
    return (await beforeUpload({ ...file })) as Verdict
  } catch (thrown) {
    if (thrown instanceof UploadError) throw thrown
    const detail = `before-upload: ${thrown instanceof Error ? thrown.message : String(thrown)}`
    throw new UploadError('misuse', { params: { detail }, cause: thrown })
  }
}

/** Another file has another size: unless told it is 0, and measured when it is sent. */
function changed(file: PickedFile, change: Partial<PickedFile>): PickedFile {
  const isOther = change.path !== undefined && change.path !== file.path
  return { ...file, ...(isOther ? { size: 0 } : {}), ...change }
}
