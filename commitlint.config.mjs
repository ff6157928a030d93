/** Conventional Commits, as `npm run commits:check` and the commit-msg hook hold them. */
export default {
  extends: ['@commitlint/config-conventional'],
  rules: {
    // The message says why, in whole sentences: those need room.
    'header-max-length': [2, 'always', 160],
    'body-max-line-length': [0],
    'footer-max-line-length': [0],
    // Names such as SDS and Nx keep their capitals.
    'subject-case': [0],
  },
};
