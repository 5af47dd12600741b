import { type PickedFile, UploadError } from '../../../uploader/wx/index'

/**
 * What an app answers about one picked file before it is added to the list.
 * `false`, or `{ refuse }` with words for the user: the file is left out, and the others are added all the same.
 * `{ name }`: the file is renamed. `{ path, size? }`: another file takes its place. Nothing, or `true`: it is added.
 */
export type BeforeUploadAnswer = boolean | null | undefined | { refuse: string } | Partial<PickedFile>

/**
 * The function that an app gives as `before-upload`. It may return a promise, but must not be an `async` function that
 * no compiler has rewritten: WeChat's templates only pass on what `Function` made, and an async one arrives as null.
 */
// biome-ignore lint/suspicious/noConfusingVoidType: a function that returns nothing lets the file pass
export type BeforeUpload = (file: PickedFile) => BeforeUploadAnswer | void | Promise<BeforeUploadAnswer | void>

/** The file to add, or a refusal: words for the user, or ''. */
export type Prepared = { file: PickedFile } | { refusal: string }

/** @throws UploadError when the app's function throws */
export async function applyBeforeUpload(file: PickedFile, beforeUpload: BeforeUpload | null): Promise<Prepared> {
  if (!beforeUpload) return { file }
  const answer = await ask(beforeUpload, file)
  if (answer === false) return { refusal: '' }
  if (!answer || answer === true) return { file }
  if ('refuse' in answer) return { refusal: answer.refuse }
  return { file: changed(file, answer) }
}

async function ask(beforeUpload: BeforeUpload, file: PickedFile): Promise<BeforeUploadAnswer> {
  try {
    return (await beforeUpload({ ...file })) as BeforeUploadAnswer
  } catch (thrown) {
    if (thrown instanceof UploadError) throw thrown
    const detail = `before-upload: ${thrown instanceof Error ? thrown.message : String(thrown)}`
    throw new UploadError('misuse', { params: { detail }, cause: thrown })
  }
}

/** Another file has another size. If the app does not say it, it is 0 here, and measured when the file is sent. */
function changed(file: PickedFile, change: Partial<PickedFile>): PickedFile {
  const isOther = change.path !== undefined && change.path !== file.path
  return { ...file, ...(isOther ? { size: 0 } : {}), ...change }
}
