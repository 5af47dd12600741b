import { PATHS } from '../../miniprogram/uploader/contract'
import { presignRequest, urlsRequest } from '../http/schemas'
import { credentialsAnswer, presignAnswer, urlsAnswer } from './answers'
import type { Operation } from './operations'
import { PERSONAL } from './usual-errors'

/** Reading, and the ways in for other clients. */
export const URLS_AND_DOORS: readonly Operation[] = [
  {
    path: PATHS.urls,
    method: 'post',
    id: 'createUrls',
    summary: 'Fresh URLs of stored files that the user may read. A refused key does not hold back the others.',
    request: ['UrlsRequest', urlsRequest],
    answer: ['UrlsAnswer', urlsAnswer],
    isPersonal: true,
    errors: [...PERSONAL, 'server-misconfigured', 'cloud-unavailable'],
  },
  {
    path: PATHS.credentials,
    method: 'post',
    id: 'createCredentials',
    summary: 'STS credentials that put files into the user’s own folder. Only where the backend allows it.',
    answer: ['CredentialsAnswer', credentialsAnswer],
    isPersonal: true,
    errors: [...PERSONAL, 'not-found', 'server-misconfigured', 'cloud-unavailable'],
  },
  {
    path: PATHS.presign,
    method: 'post',
    id: 'presign',
    summary: 'A URL for one PUT, confirmed by `complete`, or for one GET. Only where the backend allows it.',
    request: ['PresignRequest', presignRequest],
    answer: ['PresignAnswer', presignAnswer],
    isPersonal: true,
    errors: [
      ...PERSONAL,
      'not-found',
      'forbidden',
      'unknown-route',
      'input-invalid',
      'file-empty',
      'file-too-small',
      'file-too-large',
      'type-not-accepted',
      'server-misconfigured',
      'cloud-unavailable',
    ],
  },
]
