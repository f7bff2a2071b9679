import { t } from '@/i18n'
import { Box, Tap, Text } from '@/kit/base'
import { Icon } from '@/kit/Icon'
import { Img } from '@/kit/Img'
import { go } from '@/lib/navigate'
import { useSession } from '@/stores/session'

/** Who is signed in, or the way to sign in. */
export function SignInPrompt() {
  const { shopper, token } = useSession()
  if (!token || !shopper) {
    return (
      <Tap className="profile" testId="profile" onTap={() => go('login')}>
        <Box className="profile__avatar">
          <Icon name="user" size={40} />
        </Box>
        <Box className="profile__main">
          <Box className="profile__name">{t('mine.signIn')}</Box>
          <Box className="profile__note">{t('mine.signInNote')}</Box>
        </Box>
        <Icon name="forward" size={20} />
      </Tap>
    )
  }
  return (
    <Tap className="profile" testId="profile" onTap={() => go('settings')}>
      <Box className="profile__avatar">
        {shopper.avatar ? <Img picture={shopper.avatar} alt="" width={60} round /> : <Text>{shopper.nickname.slice(0, 1)}</Text>}
      </Box>
      <Box className="profile__main">
        <Box className="profile__name">{shopper.nickname}</Box>
        <Box className="profile__note">{shopper.phoneMasked ?? t('mine.noPhone')}</Box>
      </Box>
      <Icon name="forward" size={20} />
    </Tap>
  )
}
