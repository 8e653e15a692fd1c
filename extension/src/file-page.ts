import { browser } from 'wxt/browser'

/** The page of ours that shows a file or a pasted text, where it is reviewed as the page of any site is. */
const FILE_PAGE = '/file.html'

export const isFilePage = (url: string | undefined): boolean =>
  url?.startsWith(browser.runtime.getURL(FILE_PAGE as never)) ?? false

/** The address names the file, so that the next version of it is known for what it is. */
export const hashOf = (name: string): string => `#/${encodeURIComponent(name)}`

/** Over this the file page asks for the file that its address names, and gets it. */
export const FILE_CHANNEL = 'file'

/** Open the page, with a file to show or with none yet. */
export async function openFilePage(file?: File): Promise<void> {
  const hash = file ? hashOf(file.name) : ''
  if (file) {
    const channel = new BroadcastChannel(FILE_CHANNEL)
    channel.onmessage = ({ data }) => {
      if (data !== hash) return
      channel.postMessage(file)
      channel.close()
    }
  }
  await browser.tabs.create({ url: `${browser.runtime.getURL(FILE_PAGE as never)}${hash}` })
}
