export interface Outgoing {
  method: string
  headers: Record<string, string>
  body: Blob | FormData | null
  onSent?(bytes: number, total: number): void
  onHead(head: AnswerHead): void
  onAnswer(head: AnswerHead, body: ArrayBuffer): void
}

export interface AnswerHead {
  status: number
  /** Name, value, name, value, … */
  rawHeaders: string[]
}
