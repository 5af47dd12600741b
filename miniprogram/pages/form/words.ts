import type { Locale } from '../../uploader/wx/index'

export interface FormWords {
  title: string
  intro: string
  placeholder: string
  submit: string
  /** While photos are still on their way. */
  waiting(count: number): string
  /** Why it cannot be submitted. */
  failed: string
  empty: string
  submitted: string
  photos(count: number): string
  again: string
}

export const FORM_WORDS: Record<Locale, FormWords> = {
  zh: {
    title: '发一条动态',
    intro: '组件就是表单的一个字段：提交时，照片的 key 和文字在一起。',
    placeholder: '这一刻的想法…',
    submit: '发布',
    waiting: (count) => `还有 ${count} 张在上传`,
    failed: '有照片没有上传成功，请重试或删除',
    empty: '写点什么，或选一张照片',
    submitted: '已提交',
    photos: (count) => `${count} 张照片`,
    again: '再发一条',
  },
  en: {
    title: 'A post',
    intro: 'The component is a field of the form: the photos’ keys are submitted with the text.',
    placeholder: 'What is on your mind?',
    submit: 'Post',
    waiting: (count) => (count === 1 ? '1 photo is still uploading' : `${count} photos are still uploading`),
    failed: 'Some photos failed: retry or remove them',
    empty: 'Write something or pick a photo',
    submitted: 'Submitted',
    photos: (count) => (count === 1 ? '1 photo' : `${count} photos`),
    again: 'Another post',
  },
}
