import type { Locale } from '../../uploader/wx/index'

export interface FormWords {
  title: string
  intro: string
  placeholder: string
  submit: string
  /** While photos are still being uploaded. */
  waiting(count: number): string
  /** Why the form cannot be submitted. */
  failed: string
  empty: string
  submitted: string
  photos(count: number): string
  again: string
}

export const FORM_WORDS: Record<Locale, FormWords> = {
  zh: {
    title: '发一条动态',
    intro: '组件是表单的一个字段：照片的 key 和文字一起提交。',
    placeholder: '这一刻的想法…',
    submit: '发布',
    waiting: (count) => `还有 ${count} 张照片上传中`,
    failed: '有照片上传失败，请重试或删除',
    empty: '请输入文字或选择照片',
    submitted: '已提交',
    photos: (count) => `${count} 张照片`,
    again: '再发一条',
  },
  en: {
    title: 'A post',
    intro: 'The component is a field of the form: the keys of the photos are submitted with the text.',
    placeholder: 'What is on your mind?',
    submit: 'Post',
    waiting: (count) => (count === 1 ? '1 photo is still uploading' : `${count} photos are still uploading`),
    failed: 'Some photos failed. Retry or remove them.',
    empty: 'Write something or pick a photo',
    submitted: 'Submitted',
    photos: (count) => (count === 1 ? '1 photo' : `${count} photos`),
    again: 'Another post',
  },
}
