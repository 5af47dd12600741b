import type { FileDeclaration } from '../../../miniprogram/uploader/contract'
import { decide } from '../../../server/tickets/decide'

const rules = { accept: ['image/jpeg', 'image/png'], minSize: 1, maxSize: 100, maxFiles: 3 }
const fine = { size: 100, type: 'image/png' }

describe('decide', () => {
  it.each([
    ['at the size limit', fine, undefined],
    ['of one byte', { ...fine, size: 1 }, undefined],
    ['that is empty', { ...fine, size: 0 }, { code: 'file-empty' }],
    ['one byte too large', { ...fine, size: 101 }, { code: 'file-too-large', params: { size: 101, maxSize: 100 } }],
    [
      'of another type',
      { ...fine, type: 'image/gif' },
      { code: 'type-not-accepted', params: { type: 'image/gif', accept: 'image/jpeg, image/png' } },
    ],
  ])('judges a file %s', (_, file, refusal) => {
    expect(decide([file], rules)).toEqual([refusal ? { refusal } : { file }])
  })

  it.each([
    ['at the smallest size', 10, 10, undefined],
    ['one byte too small', 9, 10, { code: 'file-too-small', params: { size: 9, minSize: 10 } }],
    ['that is empty, for a route with a minSize', 0, 10, { code: 'file-empty' }],
    ['that is empty, for a route that accepts empty files', 0, 0, undefined],
  ])('judges a file %s', (_, size, minSize, refusal) => {
    const file = { ...fine, size }
    expect(decide([file], { ...rules, minSize })).toEqual([refusal ? { refusal } : { file }])
  })

  it('allows the first ones of too many files', () => {
    const tooMany = { refusal: { code: 'too-many-files', params: { maxFiles: 3 } } }
    expect(decide([fine, fine, fine, fine, fine], rules)).toEqual([
      { file: fine },
      { file: fine },
      { file: fine },
      tooMany,
      tooMany,
    ])
  })

  it('judges a file the same, wherever a refused one is in the list', () => {
    const empty = { ...fine, size: 0 }
    expect(decide([empty, fine], rules).map((decision) => 'file' in decision)).toEqual([false, true])
  })
})

describe('files to be sent in parts', () => {
  const rules = { accept: ['video/mp4'], minSize: 1, maxSize: 2 * 1024 ** 3, maxFiles: 9 }
  const video = { size: 1024 ** 3, type: 'video/mp4', partSize: 1024 ** 2 }
  const codes = (files: FileDeclaration[]): string[] =>
    decide(files, rules).map((decision) => ('refusal' in decision ? decision.refusal.code : 'ticket'))

  it('are at most three in one call', () => {
    const small = { size: 9, type: 'video/mp4' }
    expect(codes([video, small, video, video, video, small])).toEqual([
      'ticket',
      'ticket',
      'ticket',
      'ticket',
      'too-many-files',
      'ticket',
    ])
  })

  it('are refused by type and size before they are refused by their parts', () => {
    const partSize = 1
    expect(codes([{ ...video, type: 'video/webm', partSize }])).toEqual(['type-not-accepted'])
    expect(codes([{ ...video, size: rules.maxSize + 1, partSize }])).toEqual(['file-too-large'])
    expect(codes([{ ...video, partSize }])).toEqual(['part-size-invalid'])
  })
})

describe('renewals', () => {
  it('are not counted among the files of a call', () => {
    const rules = { accept: ['image/jpeg'], minSize: 1, maxSize: 100, maxFiles: 1 }
    const file = { size: 1, type: 'image/jpeg' }
    const renewal = { ...file, renew: 'token' }
    const decisions = decide([renewal, renewal, file, renewal, file], rules)
    expect(decisions.map((decision) => ('refusal' in decision ? decision.refusal.code : 'ticket'))).toEqual([
      'ticket',
      'ticket',
      'ticket',
      'ticket',
      'too-many-files',
    ])
  })
})
