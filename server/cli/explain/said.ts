import type { Family } from './entry'

/** What one error says, as far as it was understood. */
export interface Said {
  /** `ours`: a code of the contract, from the mini-program or the backend's log. */
  family: Family | 'ours'
  /** '' when there is only a sentence. */
  code: string
  /** OSS's fine-grained code; '' without one. */
  ec: string
  message: string
  /** HTTP; 0 when it is not known. */
  status: number
  requestId: string
  /** What OSS adds for this code alone: `ProposedSize`, `Endpoint`, `StringToSign`, … */
  details: Readonly<Record<string, string>>
}

export const said = (family: Said['family'], parts: Partial<Omit<Said, 'family'>>): Said => ({
  code: '',
  ec: '',
  message: '',
  status: 0,
  requestId: '',
  details: {},
  ...parts,
  family,
})
