import { browser } from 'wxt/browser'

/** Where reviews are kept while the browser runs; kernels before 102 have no `storage.session`. */
export const sessionArea = browser.storage.session ?? browser.storage.local
