import { t } from '@/i18n'
import { Box, Picture } from '@/kit/base'
import { Button } from '@/kit/Button'
import { Page } from '@/kit/Page'
import { Price } from '@/kit/Price'

interface Props {
  image: string
  codeUrl: string
  amountFen: number
  onBack: () => void
}

/** A code that WeChat on the phone scans. The page behind it keeps asking and goes on by itself once it is paid. */
export function Code({ image, codeUrl, amountFen, onBack }: Props) {
  return (
    <Page title={t('cashier.title')}>
      <Box className="cashier__state" testId="pay-code">
        <Price fen={amountFen} size="hero" plain />
        <Box className="cashier__code">
          <Picture className="cashier__code-picture" src={image} alt={t('cashier.codeAlt')} eager fit="contain" />
        </Box>
        <Box className="cashier__state-text">{t('cashier.scan')}</Box>
        <Box className="cashier__buttons">
          <Button kind="line" block testId="other-method" onTap={onBack}>
            {t('cashier.otherMethod')}
          </Button>
          {/^https?:/.test(codeUrl) ? (
            <Button block testId="open-code" onTap={() => void window.open(codeUrl, '_blank', 'noopener')}>
              {t('cashier.openCode')}
            </Button>
          ) : null}
        </Box>
      </Box>
    </Page>
  )
}
