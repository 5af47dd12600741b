/** The languages with hints for developers. A page that imports them later, such as after a failure, stays small. */

export { en } from '../messages/en/hints/web'
export { zh } from '../messages/zh/hints/web'
