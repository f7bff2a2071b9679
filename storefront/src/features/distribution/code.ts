const CODE = /^[0-9A-Za-z]{8}$/

/** Whose link a page was opened by: `d=CODE`, as `pageParams` has read it from an address or a scene. */
export function sellerIn(params: { d?: string | undefined }): string | null {
  return params.d && CODE.test(params.d) ? params.d : null
}
