import type { UploadApp } from '../../app'
import type { UploaderEvents } from '../../components/oss-uploader/events'
import type { UploaderItem } from '../../components/oss-uploader/item'
import { PAGE_WORDS } from './words'

interface ComponentEvent<Name extends keyof UploaderEvents> {
  detail: UploaderEvents[Name]
}

interface Fault {
  message: string
  hint: string
}

interface StoredAddress {
  uid: string
  name: string
  url: string
}

const english = !/^zh/.test(wx.getAppBaseInfo?.().language ?? 'zh')

Page({
  data: {
    words: PAGE_WORDS[english ? 'en' : 'zh'],
    uploader: null as UploadApp['uploader'] | null,
    fileList: [] as UploaderItem[],
    addresses: [] as StoredAddress[],
    fault: null as Fault | null,
  },

  onLoad() {
    this.setData({ uploader: getApp<UploadApp>().uploader })
  },

  onChange({ detail: { fileList } }: ComponentEvent<'change'>) {
    const addresses = fileList
      .filter(({ status, url }) => status === 'done' && url)
      .map(({ uid, url = '', name }) => ({ uid, url, name: name ?? lastSegment(url) }))
    this.setData({ fileList, addresses })
  },

  onFail({ detail: { code, message, hint } }: ComponentEvent<'fail'>) {
    this.setData({ fault: { message, hint: code === 'server-unreachable' ? this.data.words.startServer : hint } })
  },

  onAttempt() {
    this.setData({ fault: null })
  },

  onCopy({ currentTarget }: { currentTarget: { dataset: { url: string } } }) {
    wx.setClipboardData({
      data: currentTarget.dataset.url,
      success: () => wx.showToast({ title: this.data.words.copied, icon: 'success' }),
    })
  },
})

const lastSegment = (url: string): string => /([^/?#]+)(?:[?#]|$)/.exec(url)?.[1] ?? url
