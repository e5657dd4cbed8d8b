"""How every number is made, and what it cannot tell you."""

import streamlit as st
