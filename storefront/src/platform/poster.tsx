import { Image } from '@tarojs/components'
import Taro from '@tarojs/taro'

interface Props {
  src: string
  alt: string
  className: string
}

export function PosterPicture({ src, className }: Props) {
  return <Image className={className} src={src} mode="widthFix" showMenuByLongpress />
}

export async function copyText(text: string): Promise<void> {
  await Taro.setClipboardData({ data: text })
}

/** Into the album; false when the person says no. */
export async function savePicture(dataUrl: string): Promise<boolean> {
  const filePath = `${Taro.env.USER_DATA_PATH}/poster.jpg`
  Taro.getFileSystemManager().writeFileSync(filePath, dataUrl.slice(dataUrl.indexOf(',') + 1), 'base64')
  // The platform asks by itself, and says itself what was refused.
  return Taro.saveImageToPhotosAlbum({ filePath }).then(
    () => true,
    () => false,
  )
}
