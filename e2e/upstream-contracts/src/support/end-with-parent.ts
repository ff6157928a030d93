/** Loaded into Prism before itself: a Prism whose parent is gone, even killed, ends too. */
process.once('disconnect', () => {
  process.exit();
});
