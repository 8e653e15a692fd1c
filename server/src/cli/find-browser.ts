import { accessSync, constants } from 'node:fs'
import { delimiter, isAbsolute, join } from 'node:path'

// In this order: what runs unpacked extensions from the command line comes first.
const LINUX = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
  'microsoft-edge-stable',
  'qaxbrowser-safe-stable',
  'qaxbrowser',
  'browser360-cn',
  'browser360-cn-stable',
  'uos-browser-stable',
  'brave-browser',
]
const LINUX_PATHS = ['/opt/qaxbrowser/qaxbrowser', '/opt/browser360/browser360-cn', '/snap/bin/chromium']
const MAC = ['Chromium', 'Google Chrome', 'Microsoft Edge', '360Chrome', 'Brave Browser'].map(
  (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
)
const WINDOWS = [
  'Chromium/Application/chrome.exe',
  'Google/Chrome/Application/chrome.exe',
  'Microsoft/Edge/Application/msedge.exe',
  'Qianxin/Qaxbrowser/QAXBrowser.exe',
  '360/360Chrome/Chrome/Application/360chrome.exe',
  '360ChromeX/Chrome/Application/360ChromeX.exe',
]

type Environment = Readonly<Record<string, string | undefined>>

/**
 * An installed browser of the Chromium family, or `null`.
 *
 * @param env HONGXIAN_BROWSER names one (path or command); PATH and the Windows program folders are looked through
 */
export function findBrowser(env: Environment, platform: NodeJS.Platform): string | null {
  const inPath = (name: string) => (env.PATH ?? '').split(delimiter).map((folder) => join(folder, name))
  if (env.HONGXIAN_BROWSER) {
    const wanted = isAbsolute(env.HONGXIAN_BROWSER) ? [env.HONGXIAN_BROWSER] : inPath(env.HONGXIAN_BROWSER)
    return wanted.find(isExecutable) ?? null
  }
  return candidates(env, platform, inPath).find(isExecutable) ?? null
}

function candidates(env: Environment, platform: NodeJS.Platform, inPath: (name: string) => string[]): string[] {
  if (platform === 'darwin') return MAC
  if (platform !== 'win32') return [...LINUX.flatMap(inPath), ...LINUX_PATHS]
  const folders = [env.PROGRAMFILES, env['PROGRAMFILES(X86)'], env.LOCALAPPDATA, env.APPDATA]
  return WINDOWS.flatMap((path) => folders.flatMap((folder) => (folder ? [join(folder, path)] : [])))
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
