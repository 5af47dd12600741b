import type { UploadApp } from '../../app'
import type { UploadError } from '../../uploader/wx/index'
import { type CopyEvent, copy } from '../copy'
import { pageLocale } from '../language'
import { CODE_LINES } from './code'
import { type Result, resultOf } from './result'
import { LIBRARY_WORDS } from './words'

Page({
  data: { words: LIBRARY_WORDS[pageLocale()], code: CODE_LINES, isBusy: false, percent: 0, results: [] as Result[] },

  async onUpload() {
    this.setData({ isBusy: true, percent: 0 })
    const { uploader } = getApp<UploadApp>()
    const outcomes = await uploader
      .pickAndUpload({ route: 'photo', count: 9, onProgress: ({ percent }) => this.setData({ percent }) })
      .catch((error: UploadError) => [{ ok: false as const, error }])
    this.setData({ isBusy: false, results: outcomes.map(resultOf) })
  },

  onCopy({ currentTarget }: CopyEvent) {
    copy(currentTarget.dataset.url, this.data.words.copied)
  },
})
