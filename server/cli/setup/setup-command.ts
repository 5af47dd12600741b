import type { Http } from '../cloud/http'
import type { Text } from '../terminal/language'
import { type Terminal, UsageError } from '../terminal/terminal'
import { envCommand } from './env/env-command'
import { policyCommand } from './policy/policy-command'
import { routesCommand } from './routes/routes-command'
import { rulesCommand } from './rules/rules-command'

export const SETUP_USAGE: Text = {
  zh: `setup policy [user|role|trust|operator] [--json|--terraform] [--bucket B,…] [--prefix P] [--role ARN]
  打印所需的最小权限的 RAM 策略
setup cors get|apply|delete [--origin https://www.example.com]… [--all]
  网页上传需要的跨域规则；其他规则保持不变（delete --all 除外）
setup lifecycle get|apply|delete [--all]
  清理未确认的上传（1 天）与未完成的分片（8 天）；与已有规则合并
setup env [--out .env] [--set NAME=value]…
  通过问答生成 .env（权限 600）
setup routes [--out routes.yaml]
  写入带注释的路由文件，以及供编辑器使用的 JSON Schema
  通用选项：--dry-run 只显示不写入，--yes 不询问，--env-file F（默认 .env），--lang zh|en
`,
  en: `setup policy [user|role|trust|operator] [--json|--terraform] [--bucket B,…] [--prefix P] [--role ARN]
  prints the RAM policies with the fewest permissions
setup cors get|apply|delete [--origin https://www.example.com]… [--all]
  CORS rules for uploads from web pages; all other rules stay (except with delete --all)
setup lifecycle get|apply|delete [--all]
  rules that remove unconfirmed uploads (after 1 day) and unfinished parts (8 days); merged with the existing rules
setup env [--out .env] [--set NAME=value]…
  asks a few questions and writes .env (mode 600)
setup routes [--out routes.yaml]
  writes a first routes file with comments, and its JSON Schema for editors
  Common options: --dry-run (show only), --yes (do not ask), --env-file F (default .env), --lang zh|en
`,
}

/** `http` is for tests. */
export async function setupCommand(args: string[], terminal: Terminal, http?: Http): Promise<number> {
  const [what, ...rest] = args
  switch (what) {
    case 'policy':
      return policyCommand(rest, terminal)
    case 'cors':
    case 'lifecycle':
      return rulesCommand(what, rest, terminal, http)
    case 'env':
      return envCommand(rest, terminal)
    case 'routes':
      return routesCommand(rest, terminal)
    default:
      throw new UsageError(
        `setup ${what ?? ''}：应为 policy、cors、lifecycle、env 或 routes`,
        `setup ${what ?? ''}: expected policy, cors, lifecycle, env or routes`,
      )
  }
}
