/** A browser has no address book to hand over. */
export const hasAddressBook = false

export async function chooseAddress(): Promise<undefined> {
  return undefined
}
