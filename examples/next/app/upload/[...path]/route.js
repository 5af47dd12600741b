import { upload } from '../../../upload'

// Give the request on as it is: a body can be read only once. 原样传递请求：请求体只能读取一次。
const handle = (request) => upload().fetch(request)

export { handle as GET, handle as POST }
