import { type DrivenUploader, drivenUploader, photo } from './driven-uploader'
import { type HostPage, openPage } from './host-page'
import { turn } from './simulated'

/** Opens a page and picks these photos. */
export async function pageWith(
  names: string[],
  data: Record<string, unknown> = {},
  habits: Parameters<typeof openPage>[1] = {},
): Promise<DrivenUploader & { page: HostPage }> {
  const driven = drivenUploader()
  const page = openPage({ uploader: driven.uploader, route: 'photo', ...data }, habits)
  await page.tap('.add')
  driven.answerPick(names.map((name) => photo(name)))
  await turn()
  return { page, ...driven }
}
