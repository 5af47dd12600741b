import { isSendable } from '../http/header-value'
import { ossError } from '../oss/errors'

/** @throws OssError if no answer could carry the value as a header, so that the object could never be read */
export function checkHeaderValue(name: string, value: string): void {
  if (isSendable(value)) return
  const details = { ArgumentName: name, ArgumentValue: value }
  throw ossError('InvalidArgument', `${name}: a header cannot carry this value.`, { details })
}
