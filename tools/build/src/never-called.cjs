module.exports = () => {
  throw new Error('This package is left out of the bundle (tools/build).');
};
