import { ConfigError } from '../config.ts'

/** What the operating system refused, in one sentence; `null` for any other error. */
export function explainSystemError(error: unknown): string | null {
  const { code, path } = error as { code?: string; path?: string }
  const place = path === undefined ? '' : `“${path}”`
  switch (code) {
    case 'ENOENT':
      return `没有${place || '这个文件'}，请核对路径。`
    case 'EISDIR':
      return `${place || '这'}是文件夹，请写文件名。`
    case 'ENOTDIR':
      return `${place || '这'}不是文件夹，请写文件夹。`
    case 'EACCES':
    case 'EPERM':
      return `没有读写${place || '这个文件'}的权限。`
    case 'ENOSPC':
      return '磁盘空间不足，没有写完。'
    case 'EROFS':
      return `${place || '这里'}只能读取，不能写入。`
    default:
      return null
  }
}

/** What a command that ended in an error says: what to do next, and where it is our mistake, what to pass on. */
export function explainError(error: unknown, command: string): string {
  const { code, message, stack } = error as { code?: string; message?: string; stack?: string }
  if (code?.startsWith('ERR_PARSE_ARGS')) {
    // Node says it in English; what helps is the argument it stumbled over.
    const argument = /'([^' ]+)/u.exec(message ?? '')?.[1]
    return `参数${argument === undefined ? '' : `“${argument}”`}有误。运行 hongxian ${command} --help 查看用法。`
  }
  if (error instanceof ConfigError) return error.message
  return explainSystemError(error) ?? `程序出错，没有完成。请将以下内容告知维护人员：\n${stack ?? String(error)}`
}
