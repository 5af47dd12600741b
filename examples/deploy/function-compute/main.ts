/** The backend in a custom runtime of Function Compute. 函数计算自定义运行时中的后端。 */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createApp, nodeListener, readEnvironment } from 'wx-oss-upload-server'
import { routes } from '../../routes'
import { roleKeys } from './role-keys'

function start(): void {
  const settings = readEnvironment(process.env)
  const listener = nodeListener(createApp(settings, { routes }))
  const server = createServer((request, response) => {
    // The official credential chain reads the environment for every session. 官方凭证链在每次打开会话时读取环境变量。
    Object.assign(process.env, roleKeys(request.headers))
    void listener(request, response)
  })
  server.listen(settings.port, () => {
    console.log(JSON.stringify({ msg: 'listening', port: (server.address() as AddressInfo).port }))
  })
}

try {
  start()
} catch (error) {
  // What is missing, without a stack. 只说明缺少什么，不带调用栈。
  console.error((error as Error).message)
  process.exitCode = 1
}
