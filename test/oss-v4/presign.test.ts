import {
  additionalNames,
  canonicalQuery,
  canonicalRequest,
  type Presignable,
} from '../../miniprogram/uploader/oss-v4/presign'

const request: Presignable = { method: 'PUT', bucket: 'examplebucket', key: 'a/b.jpg', expiresSeconds: 60 }

describe('canonicalQuery', () => {
  it('sorts by the encoded names, and writes an empty value as the bare name', () => {
    expect(canonicalQuery({ b: '1 2', '|a': 'x', uploads: '', a: '照' })).toBe('%7Ca=x&a=%E7%85%A7&b=1%202&uploads')
  })
})

describe('additionalNames', () => {
  it('are in lower case, sorted, each once, without absent headers and those that are always signed', () => {
    const headers = { 'Content-Type': 'image/jpeg', 'X-OSS-Meta-A': '1', 'If-Match': 'e', 'Content-Length': '9' }
    const additionalHeaders = ['if-match', 'IF-MATCH', 'Content-Length', 'content-type', 'x-oss-meta-a', 'range']
    expect(additionalNames({ ...request, headers, additionalHeaders })).toEqual(['content-length', 'if-match'])
  })

  it('are none by default', () => {
    expect(additionalNames({ ...request, headers: { range: 'bytes=0-1' } })).toEqual([])
  })
})

describe('canonicalRequest', () => {
  it('names the bucket, and signs trimmed headers under names in lower case', () => {
    const headers = { 'X-Oss-Acl': ' private ', 'Content-Type': 'image/jpeg', Range: 'bytes=0-1' }
    expect(canonicalRequest({ ...request, headers }, {})).toBe(
      'PUT\n/examplebucket/a/b.jpg\n\ncontent-type:image/jpeg\nx-oss-acl:private\n\n\nUNSIGNED-PAYLOAD',
    )
  })
})
