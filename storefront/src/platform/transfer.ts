import Taro from '@tarojs/taro'

export interface Transfer {
  merchantId: string
  appId: string
  package: string
}

interface Host {
  requestMerchantTransfer?: (options: {
    mchId: string
    appId: string
    package: string
    success: () => void
    fail: (error: unknown) => void
  }) => void
}

/** WeChat asks the payee to confirm; what came of it only the server knows. */
export async function confirmTransfer(transfer: Transfer): Promise<void> {
  // Taro does not declare this call yet.
  const host = Taro as unknown as Host
  await new Promise<void>((resolve, reject) => {
    if (!host.requestMerchantTransfer) return reject(new Error('this host cannot confirm a transfer'))
    host.requestMerchantTransfer({
      mchId: transfer.merchantId,
      appId: transfer.appId,
      package: transfer.package,
      success: () => resolve(),
      // Turning back is no fault: the transfer can be confirmed for a day.
      fail: () => resolve(),
    })
  })
}
