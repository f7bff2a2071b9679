export interface Transfer {
  merchantId: string
  appId: string
  package: string
}

/** In the demo the package is the address of the page that plays the confirmation; a browser has no other way. */
export async function confirmTransfer(transfer: Transfer): Promise<void> {
  const url = new URL(transfer.package)
  url.hostname = location.hostname
  url.searchParams.set('back', location.href)
  location.assign(url)
}
