import Taro from '@tarojs/taro'

/** A picture the person chose: a temporary file. */
export interface Picked {
  path: string
}

/** Lets the person choose pictures; none when they turned back. */
export async function pickPictures(count: number): Promise<Picked[]> {
  try {
    const { tempFilePaths } = await Taro.chooseImage({ count, sizeType: ['compressed'], sourceType: ['album', 'camera'] })
    return tempFilePaths.map((path) => ({ path }))
  } catch (error) {
    // Turning back is no failure; every platform reports it as "cancel".
    if (/cancel/.test(JSON.stringify(error))) return []
    throw error
  }
}

export async function sendFile(picked: Picked, url: string, header: Record<string, string>): Promise<{ status: number; text: string }> {
  const { statusCode, data } = await Taro.uploadFile({ url, filePath: picked.path, name: 'file', header })
  return { status: statusCode, text: data }
}
